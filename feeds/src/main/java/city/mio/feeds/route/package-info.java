/**
 * Routes on live travel times: what {@code live} heard of the links, faded by age over forecast, history and free flow,
 * into geo's router. Uses {@code live} and {@code geo}; no HTTP.
 */
package city.mio.feeds.route;
