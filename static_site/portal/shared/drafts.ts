/**
 * What was typed and not yet sent, in memory alone: it survives a lock, a new sign-in, a conflict and a
 * change of language, and goes with the tab. Never in storage: these are words about a case.
 */
class Drafts {
  private readonly kept = new Map<string, string>();

  read(key: string): string {
    return this.kept.get(key) ?? "";
  }

  write(key: string, text: string): void {
    if (text) this.kept.set(key, text);
    else this.kept.delete(key);
  }

  /** Forget every draft whose key begins so: the act was done. */
  forget(prefix: string): void {
    for (const key of [...this.kept.keys()]) if (key.startsWith(prefix)) this.kept.delete(key);
  }

  /** Is a draft kept whose key begins so? */
  has(prefix: string): boolean {
    return [...this.kept.keys()].some((key) => key.startsWith(prefix));
  }

  clear(): void {
    this.kept.clear();
  }

  /** Words that would be missed: those of a search are only kept for comfort. */
  get any(): boolean {
    return [...this.kept.keys()].some((key) => !key.startsWith("search/"));
  }
}

export const drafts = new Drafts();
