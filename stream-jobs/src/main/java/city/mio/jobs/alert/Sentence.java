package city.mio.jobs.alert;

/**
 * One sentence in both languages.
 *
 * @param en English
 * @param ja Japanese
 */
record Sentence(String en, String ja) {}
