/**
 * The web console at {@code /} and the JSON behind it at {@code /api}.
 *
 * <p>{@code /api} is thin, and GET but for what people do about events: the same engines and the
 * same services that gRPC callers use, names as the columns of the log. Errors are problem details
 * (RFC 9457) with the reason of the gRPC error. The page itself is plain ES modules in {@code
 * META-INF/resources}, so it is served wherever this jar is on the class path, and asks nothing of
 * any other host. Who may ask is decided before ({@code io.tapline.rpc.http}), which also answers
 * {@code /api/login}.
 */
@NullMarked
package io.tapline.report.console;

import org.jspecify.annotations.NullMarked;
