# SPDX-License-Identifier: MIT
# Where rules, plugins, templates and modules lie: see roots.c.
set_source_files_properties(core/lua/roots.c PROPERTIES COMPILE_DEFINITIONS
  "AMENDS_DATA_DIR=\"${CMAKE_INSTALL_FULL_DATADIR}/amends\";AMENDS_DATA_NAME=\"${CMAKE_INSTALL_DATADIR}/amends\";AMENDS_MODULE_DIR=\"${CMAKE_INSTALL_FULL_LIBDIR}/amends/modules\";AMENDS_MODULE_NAME=\"${CMAKE_INSTALL_LIBDIR}/amends/modules\";AMENDS_BUILD_DIR=\"${CMAKE_BINARY_DIR}\";AMENDS_SOURCE_DIR=\"${CMAKE_SOURCE_DIR}\"")
