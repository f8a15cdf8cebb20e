/** Tests of how jobs meet topics, and the lists that stand in for topics in the tests of jobs. */
package city.mio.jobs.topics;
