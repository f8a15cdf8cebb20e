/** The commands of {@code mio}, one class each. Uses {@code engine}, {@code embedded} and {@code city}. */
package city.mio.cli.command;
