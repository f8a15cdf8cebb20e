/** The {@code mio} command: where the program begins. Uses {@code command} and nothing below it directly. */
package city.mio.cli;
