/* page_css.h - page.css as it stands in the page, made when amends is built.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_REPORT_PAGE_CSS_H
#define AMENDS_REPORT_PAGE_CSS_H

extern const char am_page_css[];      /* without comments */
extern const char am_page_css_hash[]; /* of its bytes: SHA-256 in Base64 */

#endif
