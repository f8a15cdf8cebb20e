/** The door to the measurements: {@code ./mio bench NAME}. Knows its rooms and picocli only. */
package city.mio.bench;
