/** The rules of the house, as tests over all modules. */
package city.mio.cli.architecture;
