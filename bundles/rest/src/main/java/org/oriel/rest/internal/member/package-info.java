// SPDX-License-Identifier: Apache-2.0
/** Members of images on the wire. */
@NullMarked
package org.oriel.rest.internal.member;

import org.jspecify.annotations.NullMarked;
