/**
 * The whole engine as one thing that starts, runs and stops: the parts in their order, the watch over the topics,
 * the status line and the summary. Uses {@code embedded}, {@code city} and every module.
 */
package city.mio.cli.engine;
