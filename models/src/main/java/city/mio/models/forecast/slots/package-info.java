/**
 * What will be in each slot of half an hour up to two weeks ahead: from the kind of day, the calendar round it, the
 * season, the weather forecast, declared construction trips and expected visitors. A robust profile that leans on wider
 * kinds of day where a kind is rare, effects that lean on those of all targets, and an interval from how far forecasts
 * made as in use were off. Plain Java; uses {@code models.forecast} alone.
 */
package city.mio.models.forecast.slots;
