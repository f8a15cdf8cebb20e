/** The whole engine, run by its commands as a person would run it. */
package city.mio.cli.whole;
