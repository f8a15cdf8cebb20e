/** Jobs on a standalone Flink cluster whose parts are processes of their own. */
package city.mio.cli.cluster;
