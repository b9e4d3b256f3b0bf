/**
 * From: {@code ./waybill}, which builds and then comes here.
 *
 * <p>Does: reads the command line; results go to stdout, logs and one clear line on failure to
 * stderr.
 *
 * <p>To: the platform or a stack that runs, and the exit codes: 0, 1 for what went wrong, 2 for
 * usage, and 3 for an audit that could not read.
 */
package waybill.local.command;
