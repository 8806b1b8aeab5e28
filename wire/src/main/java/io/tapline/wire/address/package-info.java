/** IP addresses as two longs and as text. Pure functions; no name is ever looked up. */
package io.tapline.wire.address;
