/**
 * Files in YAML as a tree of values that know their line and the path of their key. No type that
 * the file names is ever made; size, depth and aliases are limited. What is not as it should be is
 * gathered, so that a command says all of it at once and does nothing. Called by commands that take
 * configuration of other programs.
 */
@NullMarked
package io.tapline.cli.yaml;

import org.jspecify.annotations.NullMarked;
