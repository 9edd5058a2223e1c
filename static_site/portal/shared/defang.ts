/** An address that no program turns into a link: `hxxps://shop[.]example[.]net/p/77`. Anything else is unchanged. */
export function defang(value: string): string {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(value);
  if (parts) {
    const [, scheme = "", host = "", rest = ""] = parts;
    return `${scheme.replace(/^http/i, "hxxp")}://${host.replaceAll(".", "[.]")}${rest}`;
  }
  const mail = /^([^@\s]+)@([^@\s]+\.[^@\s]+)$/.exec(value);
  if (mail) return `${mail[1]}[@]${(mail[2] ?? "").replaceAll(".", "[.]")}`;
  return value;
}

/** Addresses inside a text: with a scheme, or beginning with `www.`. */
export const ADDRESSES = /\b(?:https?:\/\/|www\.)[^\s<>"'«»]+/gi;

export function defangHost(value: string): string {
  return /^www\./i.test(value) ? value.replace(/^[^/?#]+/, (host) => host.replaceAll(".", "[.]")) : defang(value);
}
