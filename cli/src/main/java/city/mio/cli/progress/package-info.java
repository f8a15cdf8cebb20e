/**
 * How far long work has come, for a person who waits: a bar on a terminal, plain lines otherwise. Knows nobody else in
 * {@code cli}.
 */
package city.mio.cli.progress;
