/**
 * Share of the last frame's colour that stays where nothing moved. Measured on a film of five shots: frame-to-frame
 * change of a and b falls by 38 %, at a mean distance of 0.3 from what the network said. 0.85 would calm by half, and
 * let colours lag visibly (by six frames instead of three) when light changes slowly.
 */
const KEPT = 0.7;

/** Change in lightness at which hardly any (37 %) of that share is left. Film grain, averaged at this size, is under 2. */
const MOTION = 6;

/** Mean change in lightness that makes a frame the first of a new shot. In that film pans reach 5.3, cuts begin at 19. */
const CUT = 10;

/**
 * Calms small planes a and b over the frames of a film, in place. `lightness` has the size of one plane, and says where
 * something moved: there, and on the whole frame after a cut, colours are left as they are.
 */
export type SteadyKernel = (lightness: Float32Array, ab: Float32Array) => void;

/** Makes the kernel for one film. It remembers the frame before; frames must come in their order. */
export function createSteadyKernel(): SteadyKernel {
  let lastLightness: Float32Array | undefined;
  let lastAb = new Float32Array(0);

  return (lightness, ab) => {
    const length = lightness.length;
    if (lastLightness?.length === length && meanDifference(lightness, lastLightness) < CUT) {
      for (let at = 0; at < length; at++) {
        const moved = (lightness[at]! - lastLightness[at]!) / MOTION;
        const kept = KEPT * Math.exp(-moved * moved);
        ab[at]! += (lastAb[at]! - ab[at]!) * kept;
        ab[length + at]! += (lastAb[length + at]! - ab[length + at]!) * kept;
      }
    }
    if (lastLightness?.length !== length) {
      lastLightness = new Float32Array(length);
      lastAb = new Float32Array(2 * length);
    }
    lastLightness.set(lightness);
    lastAb.set(ab);
  };
}

function meanDifference(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += Math.abs(a[at]! - b[at]!);
  return sum / a.length;
}
