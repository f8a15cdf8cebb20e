/**
 * The HTTP surface and the live map's page: JSON, GeoJSON, server-sent events, metrics, OpenAPI. Uses {@code live},
 * {@code events}, {@code geo}, Javalin and Micrometer; writes nothing but acknowledgements, through an
 * {@link city.mio.feeds.http.AlertWriter}.
 */
package city.mio.feeds.http;
