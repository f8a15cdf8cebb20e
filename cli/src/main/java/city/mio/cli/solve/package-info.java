/**
 * Published dial-a-ride and pick-up-and-delivery instances from files to routes in files: read, solved by
 * {@code models.dispatch}, and judged by a checker that reads the file itself and shares no code with the solver.
 */
package city.mio.cli.solve;
