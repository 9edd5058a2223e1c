import { html, svg, type TemplateResult } from "lit";

// 24 px grid, 1.75 px strokes; always beside words.
const PATHS = {
  bell: svg`<path d="M6 17V11a6 6 0 0 1 12 0v6l1.500 1.500H4.500zM10 20.500a2.200 2.200 0 0 0 4 0"/>`,
  back: svg`<path d="m15 5-7 7 7 7"/>`,
  next: svg`<path d="m9 5 7 7-7 7"/>`,
  lock: svg`<rect x="5" y="10.500" width="14" height="9.500" rx="2"/><path d="M8 10.500V8a4 4 0 0 1 8 0v2.500"/>`,
  copy: svg`<rect x="8.500" y="8.500" width="11" height="11" rx="2"/><path d="M15.500 5.500v-1h-11v11h1"/>`,
  person: svg`<circle cx="12" cy="8" r="3.500"/><path d="M5 20c0-4 3-6.500 7-6.500s7 2.500 7 6.500"/>`,
  shut: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  turn: svg`<path d="M19.500 12a7.500 7.500 0 1 1-2.200-5.300M19.500 4v4h-4"/>`,
  inbox: svg`<path d="M4 13.500 6.500 5h11l2.500 8.500V19H4zM4 13.500h4.500a3.500 3.500 0 0 0 7 0H20"/>`,
  gate: svg`<path d="M5 20V11a7 7 0 0 1 14 0v9M3.500 20h17M12 12.500v3"/>`,
} satisfies Record<string, TemplateResult>;

export function icon(name: keyof typeof PATHS, flip = false): TemplateResult {
  return html`<svg class=${flip ? "icon flip" : "icon"} viewBox="0 0 24 24" aria-hidden="true">${PATHS[name]}</svg>`;
}

/** The mark: a Moroccan arch as an open door, with one warm dot. */
export function mark(): TemplateResult {
  return html`<svg class="mark-of-site" viewBox="0 0 36 36" aria-hidden="true">
    <rect class="mark-field" width="36" height="36" rx="9" />
    <path class="mark-door" d="M11 29V17.200c-1.100-1.300-1.700-2.700-1.700-4.200C9.300 8.700 13 6 18 6s8.700 2.700 8.700 7c0 1.500-.6 2.900-1.700 4.200V29z" />
    <circle class="mark-dot" cx="18" cy="16.500" r="3.200" />
  </svg>`;
}
