# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
# QCustomPlot comes without a build of its own; this one gives it the names that Debian's package has.
cmake_minimum_required(VERSION 3.25)
project(QCustomPlotQt6 VERSION 2.1.1 LANGUAGES CXX)
include(GNUInstallDirs)
find_package(Qt6 REQUIRED COMPONENTS Widgets PrintSupport)
set(CMAKE_AUTOMOC ON)
add_library(QCustomPlotQt6 SHARED qcustomplot.cpp qcustomplot.h)
target_compile_definitions(QCustomPlotQt6 PRIVATE QCUSTOMPLOT_COMPILE_LIBRARY INTERFACE QCUSTOMPLOT_USE_LIBRARY)
target_link_libraries(QCustomPlotQt6 PUBLIC Qt6::Widgets Qt6::PrintSupport)
target_include_directories(QCustomPlotQt6 INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
set_target_properties(QCustomPlotQt6 PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION 2)
install(FILES qcustomplot.h TYPE INCLUDE)
install(TARGETS QCustomPlotQt6 EXPORT QCustomPlotQt6)
install(EXPORT QCustomPlotQt6 NAMESPACE QCustomPlotQt6:: FILE QCustomPlotQt6Config.cmake
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/QCustomPlotQt6)
