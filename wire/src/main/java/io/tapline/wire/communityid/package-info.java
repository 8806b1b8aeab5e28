/**
 * Community ID version 1: one text for the same connection in every tool. A pure function; seed 0.
 */
package io.tapline.wire.communityid;
