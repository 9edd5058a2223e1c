/** Start of the portal: configuration, then who is here, then the shell. */
import { readConfig } from "./shared/config";
import { handOver, whoWaits } from "./session/handover";
import { Session } from "./session/session";
import { Shell } from "./shell/shell";
import { texts } from "./texts/texts";

async function start(shell: Shell): Promise<void> {
  const asked = new URLSearchParams(location.search);
  const code = asked.get("code");
  const state = asked.get("state");
  const refused = asked.has("error");
  // The code must not stay in the address or the history, whatever comes of it.
  if (location.search || location.pathname !== "/portal/") history.replaceState(null, "", `/portal/${location.hash}`);
  const [config, waiting] = await Promise.all([readConfig(), code ? null : whoWaits()]);
  if (waiting) {
    location.replace(waiting);
    return;
  }
  const session = new Session(config);
  shell.session = session;
  shell.apiBase = config.api;
  if (!code || !state) {
    shell.stage = refused ? "refused" : "sign-in";
    return;
  }
  if (await handOver({ code, state })) {
    shell.stage = "handed-over";
    window.close();
    return;
  }
  try {
    location.replace(`#${await session.comeBack({ code, state })}`);
  } catch {
    shell.stage = "refused";
  }
}

texts.apply();
const shell = document.querySelector("eb-shell");
if (shell instanceof Shell) start(shell).catch(() => (shell.stage = "broken"));
