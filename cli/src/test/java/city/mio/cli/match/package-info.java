/** Tests of matching file to file. */
package city.mio.cli.match;
