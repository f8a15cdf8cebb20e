/**
 * Boosted regression trees on histograms, for some outputs at once: knows rows, outcomes and weights, not what they are
 * of. Gradient boosting after Friedman (2001); histograms, leaf-wise growth and missing values after Ke et al.
 * (LightGBM, NIPS 2017); one tree for all outputs, grown by a random direction of their gradients, after Iosipoi and
 * Vakhrushev (SketchBoost, NeurIPS 2022). Plain Java, and trees that Smile grows
 * in the same form; uses no other package of Mio.
 */
package city.mio.models.forecast.trees;
