// colours.js: a service keeps its colour as long as no other needs it.

const PALETTE = ['#2a7f9e', '#e0913a', '#5b9a4b', '#b3567f', '#7a6cc4', '#c9a227', '#3aa394', '#c8603f', '#6d8bd0', '#8f7a5b',
  '#4f9fd4', '#a7b84a', '#d07fb0', '#8a8f3c', '#5f6fb0', '#d4a072', '#4f8f78', '#b06f4f', '#9a86c9', '#7fae9c'];
const OTHER = '#b3bbc1';
// Those met most often have their places, so they look the same in every view.
const PLACES = ['tls', 'http', 'dns', 'ssh', 'quic', 'ntp', 'smb', 'imap', 'smtp', 'dhcp'];

/** A colour for each service, the same for the same names. */
export function colours(services) {
  const taken = new Set(services.map((service) => PLACES.indexOf(service)).filter((place) => place >= 0));
  const chosen = new Map([['(other)', OTHER], ['unknown', '#66717a']]);
  for (const service of services) {
    if (chosen.has(service)) continue;
    let index = PLACES.indexOf(service);
    if (index < 0) {
      index = hash(service) % PALETTE.length;
      while (taken.has(index) && taken.size < PALETTE.length) index = (index + 1) % PALETTE.length;
    }
    taken.add(index);
    chosen.set(service, PALETTE[index]);
  }
  return (service) => chosen.get(service) ?? OTHER;
}

function hash(text) {
  let value = 7;
  for (const letter of text) value = (value * 31 + letter.codePointAt(0)) >>> 0;
  return value;
}
