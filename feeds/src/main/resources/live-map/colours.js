// Speed over free flow as colour: blue through yellow to magenta, which red-green and blue-yellow weak eyes can tell
// apart, and ever brighter or thicker towards the jam, so that colour is not the only sign.
export const RAMP = [
  { least: 0.85, colour: '#2f86c9', boost: 0 },
  { least: 0.65, colour: '#7cc7e8', boost: 0 },
  { least: 0.45, colour: '#f4d35e', boost: 0.5 },
  { least: 0.25, colour: '#f58a3a', boost: 1.1 },
  { least: -1, colour: '#ee2a7b', boost: 1.8 },
];
export const UNKNOWN = { colour: '#334150', boost: 0 };

/** 0 is free, 4 is jam, -1 is unknown. */
export function classOf(ratio) {
  if (ratio === null || ratio === undefined) return -1;
  return RAMP.findIndex(step => ratio >= step.least);
}

export const styleOf = index => (index < 0 ? UNKNOWN : RAMP[index]);

export const VEHICLES = {
  CAR: '#c9d6e4', TAXI: '#ffe39a', BUS: '#8fe3b6', TRUCK: '#c3b3ff', HAUL_TRUCK: '#ff9fd0', SERVICE: '#9fc3c9',
};

export const SEVERITY = { NOTICE: '#8fb8de', WARNING: '#ffb648', CRITICAL: '#ff4f81' };
