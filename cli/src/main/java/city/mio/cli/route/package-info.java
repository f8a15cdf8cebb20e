/**
 * Routes from files to files for {@code mio route}: link times read, routes written. Uses geo.
 */
package city.mio.cli.route;
