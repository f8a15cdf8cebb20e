/**
 * The slot plan of a day: which route and slot each declared trip gets, so that caps, holding areas and the volume of
 * every link hold, with the trips moved as little and as fairly as can be. An assignment problem with shared resources:
 * Lagrangean prices give a lower bound and a start (Held and Karp 1971; Camerini, Fratta and Maffioli 1975), cyclic and
 * path exchanges over cells make it locally optimal (Thompson and Psaraftis 1993; Ahuja, Orlin and Sharma 2001), ruin
 * and recreate (Schrimpf et al. 2000) takes it further. Plain Java without clock; effort is counted in steps, so the same
 * day and seed give the same plan on every machine. May use {@code haul.office}.
 */
package city.mio.models.haul.plan;
