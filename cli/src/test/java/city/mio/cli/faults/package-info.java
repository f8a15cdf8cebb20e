/** What happens when a part dies: the parts run in processes of their own, so that they can be killed. */
package city.mio.cli.faults;
