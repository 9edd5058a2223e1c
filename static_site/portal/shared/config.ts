/** What a deployment tells its portal: written beside the pages by `e-blagh deploy`, never built in. */
export interface Config {
  stage: string;
  region: string;
  pool_id: string;
  client_id: string;
  signin_origin: string;
  api: string;
}

const MEMBERS = ["stage", "region", "pool_id", "client_id", "signin_origin", "api"] as const;

/** Read `/portal/config.json`. Throws an Error that names the missing member. */
export async function readConfig(): Promise<Config> {
  const answer = await fetch("/portal/config.json", { cache: "no-store" });
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
  const read = (await answer.json()) as Record<string, unknown>;
  for (const member of MEMBERS) {
    if (typeof read[member] !== "string") throw new Error(`config.json: ${member}`);
  }
  return read as unknown as Config;
}
