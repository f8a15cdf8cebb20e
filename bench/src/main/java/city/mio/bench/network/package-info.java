/** How fast a network is there from its file, and what it takes of memory. Uses geo and the command line's progress. */
package city.mio.bench.network;
