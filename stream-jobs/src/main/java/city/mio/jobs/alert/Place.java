package city.mio.jobs.alert;

/**
 * Where an alert is.
 *
 * @param linkId the link; 0 where it has none
 * @param en name for people
 * @param ja name for people
 * @param lon WGS 84 degrees
 * @param lat WGS 84 degrees
 */
record Place(long linkId, String en, String ja, double lon, double lat) {}
