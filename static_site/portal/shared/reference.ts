/** A JSON file of the build, read once: its name holds the hash of its content. Null when it cannot be read. */
export async function readReference<T>(address: string): Promise<T | null> {
  try {
    const answer = await fetch(address);
    return answer.ok ? ((await answer.json()) as T) : null;
  } catch {
    return null;
  }
}
