/**
 * A city as its folder under {@code config/} describes it: the YAML read strictly, the network imported, places bound
 * to links. Uses {@code geo} and Jackson.
 */
package city.mio.cli.city;
