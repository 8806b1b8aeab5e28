/**
 * Lists of addresses and names that nobody should talk to, for the detection {@code blocklist}.
 *
 * <pre>
 * files of a directory of the operator ──┐
 *                                        ├─▶ BlocklistParser -> Blocklists (a snapshot)
 * URLs ─▶ BlocklistDownload -> its files ┘
 * </pre>
 *
 * <p>A list that cannot be read, or a download that fails, is too large, is no list, or comes too
 * late, leaves what was there before in force; it is counted, shown by the health check {@code
 * blocklists}, and tried again. Nothing is fetched but the URLs that the operator configures, and
 * what they are redirected to outside of networks of our own ({@code Redirects}).
 */
@NullMarked
package io.tapline.report.blocklist;

import org.jspecify.annotations.NullMarked;
