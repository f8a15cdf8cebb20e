/**
 * The live dispatcher in a closed loop with simulated riders: {@code ./mio bench dispatch}. Binds the riders of
 * {@code simulators} to the dispatcher of {@code models}.
 */
package city.mio.bench.dispatch;
