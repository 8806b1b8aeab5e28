/**
 * What a file is, by its content: {@link io.tapline.wire.detect.FormatDetector} looks at the first
 * {@link io.tapline.wire.detect.FormatDetector#WINDOW_BYTES} of it, decompressed, and names its
 * {@link io.tapline.wire.detect.FileFormat}, or says for every format why it is not that. Each
 * format has a signature of its own. Any bytes have an answer. Caller: imports. {@link
 * io.tapline.wire.detect.DatagramKind} does the same for one datagram.
 */
@NullMarked
package io.tapline.wire.detect;

import org.jspecify.annotations.NullMarked;
