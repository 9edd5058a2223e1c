/** Minutes without a sign of the person: a warning at 13, the lock at 15. */
export const WARN_AFTER_MS = 13 * 60_000;
export const LOCK_AFTER_MS = 15 * 60_000;
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;

/** Watches for the person. Wall clock, not timers alone: a machine that slept is locked when it wakes. */
export class IdleWatch {
  private last = Date.now();
  private warned = false;
  private timer: number | undefined;

  constructor(
    private readonly warn: () => void,
    private readonly lock: () => void,
  ) {}

  start(): void {
    this.stop();
    this.stay();
    for (const sign of SIGNS) addEventListener(sign, this.seen, { passive: true });
    this.timer = window.setInterval(() => this.look(), 1000);
  }

  stop(): void {
    for (const sign of SIGNS) removeEventListener(sign, this.seen);
    clearInterval(this.timer);
  }

  /** The person said they are there. */
  stay(): void {
    this.last = Date.now();
    this.warned = false;
  }

  /** Milliseconds left before the lock. */
  get left(): number {
    return Math.max(0, this.last + LOCK_AFTER_MS - Date.now());
  }

  // Once the warning is shown, only its button counts: a nudged mouse is not an answer.
  private readonly seen = (): void => {
    if (!this.warned) this.last = Date.now();
  };

  private look(): void {
    const idle = Date.now() - this.last;
    if (idle >= LOCK_AFTER_MS) {
      this.stop();
      this.lock();
    } else if (idle >= WARN_AFTER_MS && !this.warned) {
      this.warned = true;
      this.warn();
    }
  }
}
