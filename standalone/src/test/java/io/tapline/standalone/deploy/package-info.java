/** What the manifests in {@code deploy} keep to, read as files: no cluster and no kubectl. */
@NullMarked
package io.tapline.standalone.deploy;

import org.jspecify.annotations.NullMarked;
