/**
 * A tab that is locked or whose session ended keeps its page, and so what was typed; the sign-in runs in another
 * tab, which hands the code back. Only pages of this origin hear the channel, and the code alone is worth nothing:
 * the verifier never leaves the waiting tab.
 */
const CHANNEL = "e-blagh.sign-in";
const PATIENCE_MS = 200;

export interface Code {
  code: string;
  state: string;
}

type Word = { kind: "who-waits" } | { kind: "go"; address: string } | ({ kind: "code" } & Code) | { kind: "taken"; state: string };

export class WaitingTab {
  private readonly channel = new BroadcastChannel(CHANNEL);

  /** `address` is where to sign in; `take` says whether the code was for this tab. */
  constructor(address: string, take: (code: Code) => boolean) {
    this.channel.onmessage = ({ data }: MessageEvent<Word>) => {
      if (data.kind === "who-waits") this.channel.postMessage({ kind: "go", address } satisfies Word);
      if (data.kind === "code" && take(data)) this.channel.postMessage({ kind: "taken", state: data.state } satisfies Word);
    };
  }

  close(): void {
    this.channel.close();
  }
}

function ask<T>(question: Word, hear: (answer: Word) => T | null): Promise<T | null> {
  const channel = new BroadcastChannel(CHANNEL);
  return new Promise((resolve) => {
    const end = (answer: T | null): void => {
      channel.close();
      resolve(answer);
    };
    const timer = setTimeout(() => end(null), PATIENCE_MS);
    channel.onmessage = ({ data }: MessageEvent<Word>) => {
      const heard = hear(data);
      if (heard === null) return;
      clearTimeout(timer);
      end(heard);
    };
    channel.postMessage(question);
  });
}

/** Where a waiting tab wants this one to sign in, or null when nobody waits. */
export function whoWaits(): Promise<string | null> {
  return ask({ kind: "who-waits" }, (word) => (word.kind === "go" ? word.address : null));
}

/** Give the code to the tab that asked for it; false when none did. */
export async function handOver(code: Code): Promise<boolean> {
  return (await ask({ kind: "code", ...code }, (word) => (word.kind === "taken" && word.state === code.state ? true : null))) === true;
}
