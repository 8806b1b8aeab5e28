/**
 * {@code tapline certs}: a CA of one's own and certificates of it, for sites that have none. Works
 * on files of this machine; certificates are made by the JDK's keytool, in a process of its own.
 *
 * <p>In the directory: {@code ca.pem} and {@code ca.key}, and {@code NAME.pem} (the certificate,
 * then that of the CA) with {@code NAME.key} of each NAME. Keys are PKCS #8 without a password,
 * readable by their owner alone.
 *
 * <p>Limits: one CA a directory, which certifies directly; no revocation lists.
 */
@NullMarked
package io.tapline.cli.certs;

import org.jspecify.annotations.NullMarked;
