/**
 * Declarations of construction trips as contractors hand them in: CSV files in UTF-8 or Shift_JIS with Japanese or English
 * headers. Plates are hashed while the file is read. Uses {@code events} and the plate hash of {@code feeds.inbound}.
 */
package city.mio.feeds.haul;
