/**
 * Formats on the wire and on disk: no I/O beyond mapped files and streams, no framework, nothing of
 * the services.
 */
package io.tapline.wire;
