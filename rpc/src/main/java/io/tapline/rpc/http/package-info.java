/**
 * Who calls over HTTP: the console, its data and AIT's interface. Requests show a token as {@code
 * Authorization: Bearer TOKEN} or as the cookie that {@code POST /api/login} sets. Called by the
 * rim of each service, before its routes; knows Vert.x and no other framework.
 */
@NullMarked
package io.tapline.rpc.http;

import org.jspecify.annotations.NullMarked;
